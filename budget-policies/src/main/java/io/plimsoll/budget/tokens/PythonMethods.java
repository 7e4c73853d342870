package io.plimsoll.budget.tokens;

import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Python's {@code str} and {@code dict} that chat templates call. Jinjava would look for methods of Java's
 * classes, which have other names or, as {@code split}, other meanings. What is not listed is left to the next resolver.
 */
final class PythonMethods extends ELResolver {

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] parameterTypes,
            @Nullable Object @Nullable [] parameters) {
        List<@Nullable Object> arguments = parameters == null ? List.of() : Arrays.asList(parameters);
        Object result = switch (base) {
            case String text -> ofString(text, method.toString(), arguments);
            case Map<?, ?> map -> ofDictionary(map, method.toString(), arguments);
            case null, default -> NotHere.NOT_HERE;
        };
        if (result == NotHere.NOT_HERE) {
            return null;
        }
        context.setPropertyResolved(true);
        return result;
    }

    private enum NotHere {
        NOT_HERE
    }

    private static @Nullable Object ofString(String text, String method, List<@Nullable Object> arguments) {
        return switch (method) {
            case "strip" -> stripEnd(stripStart(text, characters(arguments)), characters(arguments));
            case "lstrip" -> stripStart(text, characters(arguments));
            case "rstrip" -> stripEnd(text, characters(arguments));
            case "startswith" -> text.startsWith(string(arguments, 0));
            case "endswith" -> text.endsWith(string(arguments, 0));
            case "split" -> split(text, arguments);
            case "splitlines" -> text.lines().toList();
            case "replace" -> text.replace(string(arguments, 0), string(arguments, 1));
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> WORD.matcher(text).replaceAll(word -> capitalize(word.group()));
            case "capitalize" -> capitalize(text);
            case "find" -> text.indexOf(string(arguments, 0));
            case "rfind" -> text.lastIndexOf(string(arguments, 0));
            case "join" -> join(text, arguments.isEmpty() ? null : arguments.getFirst());
            default -> NotHere.NOT_HERE;
        };
    }

    private static @Nullable Object ofDictionary(Map<?, ?> map, String method, List<@Nullable Object> arguments) {
        return switch (method) {
            case "get" -> {
                String key = string(arguments, 0);
                yield map.containsKey(key) || arguments.size() < 2 ? map.get(key) : arguments.get(1);
            }
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "items" -> items(map);
            default -> NotHere.NOT_HERE;
        };
    }

    /** The entries of a dictionary as lists of two, so that a loop can take them apart. */
    static List<List<@Nullable Object>> items(Map<?, ?> map) {
        List<List<@Nullable Object>> items = new ArrayList<>(map.size());
        map.forEach((key, value) -> items.add(Arrays.asList(key, value)));
        return items;
    }

    /** {@code text} without whitespace, in Python's sense, at its ends. */
    static String strip(String text) {
        return stripEnd(stripStart(text, null), null);
    }

    private static List<String> split(String text, List<@Nullable Object> arguments) {
        if (arguments.isEmpty() || arguments.getFirst() == null) {
            return Arrays.stream(text.strip().split("\\s+"))
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
        int limit = arguments.size() > 1 && arguments.get(1) instanceof Number most ? most.intValue() + 1 : -1;
        return Arrays.asList(
                Pattern.compile(string(arguments, 0), Pattern.LITERAL).split(text, limit));
    }

    private static String join(String separator, @Nullable Object parts) {
        if (!(parts instanceof Iterable<?> iterable)) {
            throw new IllegalArgumentException("join: '" + parts + "' (expected: a list)");
        }
        List<String> texts = new ArrayList<>();
        iterable.forEach(part -> texts.add(String.valueOf(part)));
        return String.join(separator, texts);
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String characters(List<@Nullable Object> arguments) {
        return arguments.isEmpty() || arguments.getFirst() == null ? null : string(arguments, 0);
    }

    private static String string(List<@Nullable Object> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException("template: argument " + index + " of a method (expected: present)");
        }
        return String.valueOf(arguments.get(index));
    }

    private static String stripStart(String text, @Nullable String characters) {
        int start = 0;
        while (start < text.length() && stripped(text.charAt(start), characters)) {
            start++;
        }
        return text.substring(start);
    }

    private static String stripEnd(String text, @Nullable String characters) {
        int end = text.length();
        while (end > 0 && stripped(text.charAt(end - 1), characters)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean stripped(char c, @Nullable String characters) {
        return characters == null
                ? Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085'
                : characters.indexOf(c) >= 0;
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        // No property is resolved here, so none is written.
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }
}
