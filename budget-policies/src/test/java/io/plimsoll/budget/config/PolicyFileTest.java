package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PolicyFileTest {

    private final PolicyFile file = new PolicyFiles(name -> null)
            .parse(
                    """
                    models:
                      - { name: qwen3-coder-30b, aliases: [gpt-4o] }
                    policies:
                      - { name: research-coder, match: { models: ["qwen*"], tenants: [research] } }
                      - { name: research, match: { tenants: ["res*"] } }
                      - { name: coder, match: { models: [mistral, "*-coder-*"] } }
                      - { name: by-alias, match: { models: [fast, small] } }
                    tenants:
                      - { name: research, key-sha256: %s }
                      - { name: sales, key-sha256: %s }
                    admin: { key-sha256: %s }
                    """.formatted(
                                    KeySha256.of("sk-r").hex(),
                                    KeySha256.of("sk-s").hex().toUpperCase(Locale.ROOT),
                                    KeySha256.of("root").hex()),
                    "test");

    @Test
    void letsFirstMatchingPolicyGovern() {
        assertThat(policy("qwen3-coder-30b", "research")).isEqualTo("research-coder");
        assertThat(policy("llama", "research")).isEqualTo("research");
        assertThat(policy("qwen3-coder-30b", "sales")).isEqualTo("coder");
        assertThat(policy("small", "sales")).isEqualTo("by-alias");
    }

    @Test
    void matchesAliasByModelsOwnName() {
        assertThat(policy("gpt-4o", "sales")).isEqualTo("coder");
    }

    @Test
    void fallsBackToBuiltInPolicy() {
        assertThat(file.policyFor("llama", "sales")).isSameAs(PolicyEntry.BUILT_IN);
    }

    @Test
    void knowsTenantsByTheirKeysAlone() {
        assertThat(file.tenantOf("sk-r")).map(TenantEntry::name).contains("research");
        assertThat(file.tenantOf("sk-s")).map(TenantEntry::name).contains("sales");
        assertThat(file.tenantOf("sk-")).isEmpty();
        assertThat(file.tenantOf(KeySha256.of("sk-r").hex())).isEmpty();
    }

    @Test
    void opensAdminWithItsKeyAlone() {
        assertThat(file.isAdminKey("root")).isTrue();
        assertThat(file.isAdminKey("sk-r")).isFalse();
        assertThat(PolicyFiles.defaults().isAdminKey("")).isFalse();
    }

    @Test
    void takesBackendsOfCommandLine() {
        BackendEntry backend = BackendEntry.of(URI.create("http://gpu:8000"));

        PolicyFile served = file.withBackends(List.of(backend));

        assertThat(served.backends()).containsExactly(backend);
        assertThat(served.policies()).isEqualTo(file.policies());
    }

    @Test
    void takesShadowByEitherKey() {
        assertThat(modeOf("{ name: p }")).isEqualTo(PolicyMode.ENFORCE);
        assertThat(modeOf("{ name: p, shadow: true }")).isEqualTo(PolicyMode.SHADOW);
        assertThat(modeOf("{ name: p, shadow: false }")).isEqualTo(PolicyMode.ENFORCE);
        assertThat(modeOf("{ name: p, mode: shadow }")).isEqualTo(PolicyMode.SHADOW);
    }

    @Test
    void recallsArchiveOnlyByItsOwnWord() {
        RecallSettings everywhere = new RecallSettings(null, List.of(Glob.ANY));
        RecallSettings both = new RecallSettings(null, List.of(new Glob("archive"), new Glob("docs/*")));

        assertThat(everywhere.recallsArchive()).isFalse();
        assertThat(everywhere.recallsCollection("docs/a")).isTrue();
        assertThat(both.recallsArchive()).isTrue();
        assertThat(both.recallsCollection("docs/a")).isTrue();
        assertThat(both.recallsCollection("archive")).isFalse();
        assertThat(both.recallsCollection("wiki")).isFalse();
        assertThat(RecallSettings.ABSENT.recallsArchive()).isTrue();
    }

    @Test
    void countsPoolInTokens() {
        assertThat(new PoolSettings(new Tokens(5000), null, null).totalTokens()).hasValue(5000);
        assertThat(new PoolSettings(null, 100, null).totalTokens()).hasValue(1600);
        assertThat(new PoolSettings(null, 100, 32).totalTokens()).hasValue(3200);
        assertThat(new PoolSettings(null, null, 32).totalTokens()).isEmpty();
    }

    private String policy(String model, String tenant) {
        return file.policyFor(model, tenant).name();
    }

    private static PolicyMode modeOf(String policy) {
        return new PolicyFiles(name -> null)
                .parse("policies: [" + policy + "]", "mode")
                .policies()
                .getFirst()
                .effectiveMode();
    }
}
