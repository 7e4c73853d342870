package io.plimsoll.budget.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What no single entry can know: names given twice, tenants that nobody defines, files that are not there. Works on the
 * tree, so that it finds its problems beside those of the schema. Created per file.
 */
final class CrossChecks {

    private final Place root;
    private final Path folder;
    private final List<PolicyFileProblem> problems = new ArrayList<>();

    private CrossChecks(Place root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    static List<PolicyFileProblem> problems(Place root, Path folder) {
        CrossChecks checks = new CrossChecks(root, folder);
        checks.backendNames();
        checks.modelNames();
        checks.names("policies");
        checks.names("tenants");
        checks.tenantKeys();
        checks.matchedTenants();
        checks.modelFiles();
        return checks.problems;
    }

    private void backendNames() {
        Map<String, Place> owners = new HashMap<>();
        for (Place backend : root.get("backends").items()) {
            Place name = backend.get("name");
            name.text()
                    .ifPresentOrElse(
                            text -> claim(owners, text, name),
                            () -> defaultName(backend).ifPresent(text -> claim(owners, text, backend.get("url"))));
        }
    }

    private static Optional<String> defaultName(Place backend) {
        return backend.get("url").text().flatMap(url -> {
            try {
                return Optional.of(BackendEntry.of(URI.create(url)).effectiveName());
            } catch (IllegalArgumentException noUrl) {
                return Optional.empty();
            }
        });
    }

    private void modelNames() {
        Map<String, Place> owners = new HashMap<>();
        for (Place model : root.get("models").items()) {
            claim(owners, model.get("name"));
        }
        for (Place model : root.get("models").items()) {
            model.get("aliases").items().forEach(alias -> claim(owners, alias));
        }
    }

    private void names(String section) {
        Map<String, Place> owners = new HashMap<>();
        root.get(section).items().forEach(entry -> claim(owners, entry.get("name")));
    }

    private void claim(Map<String, Place> owners, Place name) {
        name.text().ifPresent(text -> claim(owners, text, name));
    }

    private void claim(Map<String, Place> owners, String name, Place place) {
        Place owner = owners.putIfAbsent(name, place);
        if (owner != null) {
            problems.add(
                    place.problem("'" + name + "' (expected: a name of its own; " + owner.path() + " has the same)"));
        }
    }

    private void tenantKeys() {
        Map<String, Place> owners = new HashMap<>();
        for (Place tenant : root.get("tenants").items()) {
            Place key = tenant.get("key-sha256");
            key.text().ifPresent(hex -> {
                Place owner = owners.putIfAbsent(hex.toLowerCase(Locale.ROOT), key);
                if (owner != null) {
                    problems.add(
                            key.problem("(hidden) (expected: a key of its own; " + owner.path() + " has the same)"));
                }
            });
        }
    }

    private void matchedTenants() {
        Set<String> defined = new HashSet<>(Set.of(PolicyFile.ANONYMOUS));
        root.get("tenants").items().forEach(tenant -> tenant.get("name").text().ifPresent(defined::add));
        for (Place policy : root.get("policies").items()) {
            for (Place pattern : policy.get("match").get("tenants").items()) {
                pattern.text()
                        .filter(text -> text.indexOf('*') < 0 && text.indexOf('?') < 0 && !defined.contains(text))
                        .ifPresent(text ->
                                problems.add(pattern.problem("'" + text + "' (expected: a tenant of this file"
                                        + NearestName.of(text, defined)
                                                .map(name -> "; did you mean '" + name + "'?")
                                                .orElse("")
                                        + ")")));
            }
        }
    }

    private void modelFiles() {
        for (Place model : root.get("models").items()) {
            requireFile(model.get("config"));
            requireFile(model.get("chat-template"));
            Place tokenizer = model.get("tokenizer");
            if (tokenizer
                    .text()
                    .filter(TokenizerSource.Encoding.NAMES::contains)
                    .isEmpty()) {
                requireFile(tokenizer);
            }
        }
    }

    private void requireFile(Place place) {
        place.text().filter(text -> !text.isEmpty()).flatMap(this::resolved).ifPresent(file -> {
            if (!Files.isRegularFile(file)) {
                problems.add(place.problem(
                        "'" + place.node().asString() + "' (expected: a file; there is none at " + file + ")"));
            }
        });
    }

    /** Empty for what is no path at all, which the binding reports. */
    private Optional<Path> resolved(String text) {
        try {
            return Optional.of(folder.resolve(text).toAbsolutePath().normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
