package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.models.Model;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OpenAiJavaChatIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new OpenAiJavaChat(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.CHAT;
    }

    @Override
    String badRequest() {
        return "BadRequestException";
    }

    @Test
    void listsModels() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT)) {
            OpenAIClient client = OpenAiJavaChat.client(stage.gateway());

            assertThat(client.models().list().autoPager().stream().map(Model::id))
                    .containsExactly(Stage.MODEL);
            assertThat(client.models().retrieve(Stage.MODEL).ownedBy()).isEqualTo("vllm");
            client.close();
        }
    }
}
