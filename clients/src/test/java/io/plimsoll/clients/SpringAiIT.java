package io.plimsoll.clients;

import java.net.URI;

class SpringAiIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new SpringAi(address);
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
