package io.plimsoll.budget.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One policy file, read and found valid. Immutable. A key that the file leaves out is null, a list that it leaves out is
 * empty; {@code effectiveX()} gives what holds then.
 *
 * @param listen where the gateway listens
 * @param backends the replicas; may be empty where the command line names some
 * @param models what backends do not tell about models
 * @param policies in order: the first that matches governs a session
 * @param tenants who pays; empty where nobody needs a key
 * @param admin who may use the admin API; absent for nobody
 * @param timeouts how long the gateway waits
 * @param limits what the gateway holds at most
 * @param session how sessions are told apart
 * @param archive where cut text is kept
 * @param logging what is logged
 */
public record PolicyFile(
        @Nullable ListenSettings listen,
        List<BackendEntry> backends,
        List<ModelEntry> models,
        List<PolicyEntry> policies,
        List<TenantEntry> tenants,
        @Nullable AdminSettings admin,
        @Nullable TimeoutSettings timeouts,
        @Nullable LimitSettings limits,
        @Nullable SessionSettings session,
        @Nullable ArchiveSettings archive,
        @Nullable LoggingSettings logging) {

    /** The tenant of all requests where the file lists none; policies may match it by this name. */
    public static final String ANONYMOUS = "anonymous";

    /** Takes null for a list that the file leaves out, as the binding passes it. */
    public PolicyFile {
        backends = backends != null ? List.copyOf(backends) : List.of();
        models = models != null ? List.copyOf(models) : List.of();
        policies = policies != null ? List.copyOf(policies) : List.of();
        tenants = tenants != null ? List.copyOf(tenants) : List.of();
    }

    /** The same file with other backends, as the command line names them. */
    public PolicyFile withBackends(List<BackendEntry> others) {
        return new PolicyFile(
                listen, others, models, policies, tenants, admin, timeouts, limits, session, archive, logging);
    }

    /** The same file, listening elsewhere, as the command line says. */
    public PolicyFile withListen(ListenSettings other) {
        return new PolicyFile(
                other, backends, models, policies, tenants, admin, timeouts, limits, session, archive, logging);
    }

    /**
     * The policy that governs a tenant's sessions with a model: the first that matches, else {@link
     * PolicyEntry#BUILT_IN}.
     *
     * @param model as the client named it; where that is an alias, patterns may match the model's own name too
     * @param tenant the tenant's name, or {@link #ANONYMOUS}
     */
    public PolicyEntry policyFor(String model, String tenant) {
        String name = modelCalled(model).map(ModelEntry::name).orElse(model);
        return policies.stream()
                .filter(policy -> {
                    PolicyMatch match = policy.effectiveMatch();
                    return match.effectiveModels().stream().anyMatch(glob -> glob.matches(model) || glob.matches(name))
                            && match.effectiveTenants().stream().anyMatch(glob -> glob.matches(tenant));
                })
                .findFirst()
                .orElse(PolicyEntry.BUILT_IN);
    }

    /** The model that has this name or alias, empty where the file says nothing about it. */
    public Optional<ModelEntry> modelCalled(String requested) {
        return models.stream().filter(model -> model.isCalled(requested)).findFirst();
    }

    /** The tenant whose key this is, empty for a key that the file does not know. */
    public Optional<TenantEntry> tenantOf(String apiKey) {
        return tenants.stream()
                .filter(tenant -> tenant.keySha256().matches(apiKey))
                .findFirst();
    }

    /** Whether this key opens the admin API; never where the file has no {@code admin}. */
    public boolean isAdminKey(String key) {
        return admin != null && admin.keySha256().matches(key);
    }

    public ListenSettings effectiveListen() {
        return listen != null ? listen : ListenSettings.ABSENT;
    }

    public TimeoutSettings effectiveTimeouts() {
        return timeouts != null ? timeouts : TimeoutSettings.ABSENT;
    }

    public LimitSettings effectiveLimits() {
        return limits != null ? limits : LimitSettings.ABSENT;
    }

    public SessionSettings effectiveSession() {
        return session != null ? session : SessionSettings.ABSENT;
    }

    public ArchiveSettings effectiveArchive() {
        return archive != null ? archive : ArchiveSettings.ABSENT;
    }

    public LoggingSettings effectiveLogging() {
        return logging != null ? logging : LoggingSettings.ABSENT;
    }
}
