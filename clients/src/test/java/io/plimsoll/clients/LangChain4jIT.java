package io.plimsoll.clients;

import java.net.URI;

class LangChain4jIT extends SdkContract {

    @Override
    Sdk sdk(URI address) {
        return new LangChain4j(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.CHAT;
    }

    @Override
    String badRequest() {
        return "InvalidRequestException";
    }
}
