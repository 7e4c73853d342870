package io.plimsoll.clients;

import java.net.URI;

class AnthropicJavaIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new AnthropicJava(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    String badRequest() {
        return "BadRequestException";
    }
}
