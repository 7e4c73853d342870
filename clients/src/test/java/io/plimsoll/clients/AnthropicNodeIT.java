package io.plimsoll.clients;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = NodeProcess.SDKS, matches = ".+", disabledReason = NodeProcess.MISSING)
class AnthropicNodeIT extends StainlessSdkContract {

    private NodeProcess application;

    @BeforeAll
    void start() {
        application = NodeProcess.start("anthropic.mjs");
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
        return Dialect.MESSAGES;
    }

    @Override
    String badRequest() {
        return "BadRequestError";
    }
}
