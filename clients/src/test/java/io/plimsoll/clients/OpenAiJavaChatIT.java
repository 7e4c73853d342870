package io.plimsoll.clients;

import java.net.URI;

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
}
