package io.plimsoll.budget.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions a policy governs: those that fit one pattern of each list.
 *
 * @param models patterns for the model's name, or for the alias that the client used
 * @param tenants patterns for the tenant's name
 */
public record PolicyMatch(
        @Nullable List<Glob> models, @Nullable List<Glob> tenants) {

    static final PolicyMatch ABSENT = new PolicyMatch(null, null);

    public PolicyMatch {
        models = models != null ? List.copyOf(models) : null;
        tenants = tenants != null ? List.copyOf(tenants) : null;
    }

    public List<Glob> effectiveModels() {
        return models != null ? models : List.of(Glob.ANY);
    }

    public List<Glob> effectiveTenants() {
        return tenants != null ? tenants : List.of(Glob.ANY);
    }
}
