package io.plimsoll.clients;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = NodeProcess.SDKS, matches = ".+", disabledReason = NodeProcess.MISSING)
class OpenAiNodeResponsesIT extends StainlessSdkContract {

    private NodeProcess application;

    @BeforeAll
    void start() {
        application = NodeProcess.start("openai-responses.mjs");
    }

    @AfterAll
    void end() {
        application.close();
    }

    @Override
    Sdk sdk(URI address) {
        return new NodeSdk(application, address);
    }

    @Override
    Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    String badRequest() {
        return "BadRequestError";
    }
}
