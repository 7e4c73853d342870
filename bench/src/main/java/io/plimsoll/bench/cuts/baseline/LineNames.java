package io.plimsoll.bench.cuts.baseline;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line names. Immutable.
 *
 * @param weights each name with what it is worth; names that mean something else in another file carry the file behind an @
 * @param isDefinition whether the line declares something
 */
record LineNames(Map<String, Double> weights, boolean isDefinition) {

    private static final int SHORTEST_NAME = 5;
    private static final int SHORTEST_NUMBER = 4;
    private static final double FULL = 1;
    private static final double SLIGHT = .3;

    private static final Pattern NAME = Pattern.compile("(?<path>[\\w~.@+-]*(?:/[\\w.@+-]+)+)"
            + "|(?<file>\\b[\\w-]+\\.(?:[cm]?[jt]sx?|java|py|go|rs|c|h|cc|cpp|hpp|cs|rb|json|ya?ml|toml|md|html|css|sh|xml|txt|sql|vue)\\b)"
            + "|(?<member>\\b\\w+\\.[A-Za-z]\\w*\\b)|(?<hex>#[0-9a-fA-F]{3,8}\\b)|(?<word>\\b\\w+(?:-\\w+)*\\b)");

    private static final Pattern SHAPED = Pattern.compile(".*_.*|(?=.*[A-Za-z])(?=.*\\d).*|.*[a-z][A-Z].*");

    private static final Pattern DEFINITION =
            Pattern.compile("(?:(?:export|public|private|protected|static|async|abstract|final|default|pub)\\s+)*"
                    + "(?:(?:function|class|interface|type|enum|def|struct|fn|trait|impl)\\s+(?<name>\\w+).*"
                    + "|(?<=export )(?:const|let|var)\\s+(?<constant>\\w+).*)"
                    + "|(?:(?:public|private|protected|static|async)\\s+)+[\\w<>\\[\\], ?]*?(?<method>\\w+)\\s*\\(.*"
                    + "|#{1,6} (?<heading>.+)");

    private static final Pattern IMPORT =
            Pattern.compile("(?:import|from|use|#include|package|require)\\b.*|.*\\brequire\\(.*");

    LineNames {
        weights = Map.copyOf(weights);
    }

    static LineNames of(String line, String source) {
        Map<String, Double> weights = new HashMap<>();
        boolean imports = IMPORT.matcher(line).matches();
        Matcher names = NAME.matcher(line);
        while (names.find()) {
            String name = names.group();
            if (name.chars().allMatch(Character::isDigit)) {
                if (name.length() >= SHORTEST_NUMBER) {
                    weights.put(name, SLIGHT);
                }
            } else if (name.length() >= SHORTEST_NAME) {
                addNamed(names, imports ? name + "@" + source : name, weights);
            }
        }
        Matcher definition = DEFINITION.matcher(line);
        boolean defines = definition.matches();
        if (defines) {
            weights.put("def " + nameOf(definition) + "@" + source, FULL);
        }
        return new LineNames(weights, defines);
    }

    /** Whether a name is one file's own, so that another place of it does not stand for this one. */
    static boolean isOfOneFile(String name) {
        return name.indexOf('@') > 0;
    }

    private static void addNamed(Matcher names, String name, Map<String, Double> weights) {
        boolean place = names.group("path") != null || names.group("file") != null;
        if (place) {
            weights.put(name, FULL);
        } else if (names.group("member") != null) {
            weights.put(names.group(), SLIGHT);
        } else if (names.group("hex") != null || SHAPED.matcher(names.group()).matches()) {
            weights.put(names.group(), FULL);
        }
    }

    private static String nameOf(Matcher definition) {
        for (String group : new String[] {"name", "constant", "method", "heading"}) {
            if (definition.group(group) != null) {
                return definition.group(group);
            }
        }
        return "";
    }
}
