package io.plimsoll.clients;

import java.net.URI;

class OpenAiJavaResponsesIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new OpenAiJavaResponses(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    String badRequest() {
        return "BadRequestException";
    }
}
