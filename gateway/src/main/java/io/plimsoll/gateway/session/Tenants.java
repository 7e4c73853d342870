package io.plimsoll.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.TenantEntry;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells tenants apart by their API keys. Thread-safe. Keys are only ever kept as hashes or in a short-lived cache. */
public final class Tenants {

    private final PolicyFile file;
    private final Cache<String, Tenant> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(java.time.Duration.ofMinutes(10))
            .build();

    public Tenants(PolicyFile file) {
        this.file = file;
    }

    /** The tenant of a request, from {@code authorization: Bearer} or {@code x-api-key}. */
    public Tenant of(MultiMap headers) {
        String key = key(headers);
        if (key == null) {
            return new Tenant(PolicyFile.ANONYMOUS, 1);
        }
        return known.get(key, this::named);
    }

    /**
     * Whether a request may use the models: where the policy file lists tenants, only with one of their keys; else anybody
     * may.
     */
    public boolean admits(MultiMap headers) {
        if (file.tenants().isEmpty()) {
            return true;
        }
        String key = key(headers);
        return key != null && file.tenantOf(key).isPresent();
    }

    /** The weight of a tenant by its name; 1 for one that the policy file does not list. */
    public double weight(String tenant) {
        return file.tenants().stream()
                .filter(entry -> entry.name().equals(tenant))
                .mapToDouble(TenantEntry::effectiveWeight)
                .findFirst()
                .orElse(1);
    }

    /** The key that a request carries, or null. */
    public static @Nullable String key(MultiMap headers) {
        String authorization = headers.get("authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return authorization.substring("bearer ".length()).strip();
        }
        return headers.get("x-api-key");
    }

    private Tenant named(String key) {
        return file.tenantOf(key)
                .map((TenantEntry entry) -> new Tenant(entry.name(), entry.effectiveWeight()))
                .orElseGet(() -> new Tenant("key-" + fingerprint(key), 1));
    }

    private static String fingerprint(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
