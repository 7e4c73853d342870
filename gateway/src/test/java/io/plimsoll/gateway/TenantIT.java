package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys: who is let in, and who counts as whom. */
@Timeout(60)
class TenantIT {

    private static final String BODY = AgentHistory.begin("s").user("hi").request();

    @Test
    void whereTenantsAreListedARequestNeedsOneOfTheirKeys() {
        String tenants = "tenants: [{name: research, key-sha256: " + RunningGateway.sha256("sk-research") + "}]";
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before(tenants, engine.port())) {
            assertRefused(gateway.chat(BODY));
            assertRefused(gateway.chat(BODY, "authorization", "Bearer sk-other"));
            assertRefused(gateway.get("/v1/models"));
            HttpResponse<String> messages = gateway.post("/v1/messages", BODY, "x-api-key", "sk-other");
            assertThat(messages.statusCode()).isEqualTo(401);
            assertThat(messages.body())
                    .contains("\"type\":\"authentication_error\"")
                    .doesNotContain("sk-other");
            assertThat(engine.promptCount()).isZero();

            assertThat(gateway.chat(BODY, "authorization", "bearer sk-research").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.post("/v1/messages", BODY, "x-api-key", "sk-research")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whereNobodyIsListedEachKeyIsATenantOfItsOwn() {
        try (ScriptedEngine engine = ScriptedEngine.start();
                RunningGateway gateway = RunningGateway.before("", engine.port())) {
            gateway.chat(BODY, "x-session-id", "s");
            gateway.chat(BODY, "x-session-id", "s", "authorization", "Bearer sk-one");
            gateway.chat(BODY, "x-session-id", "s", "authorization", "Bearer sk-two");

            String sessions = gateway.get("/plimsoll/sessions").body();
            assertThat(sessions).contains("\"tenant\":\"anonymous\"").doesNotContain("sk-one");
            assertThat(sessions.split("\"tenant\":\"key-", -1)).hasSize(3);
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"invalid_api_key\"").doesNotContain("sk-other");
    }
}
