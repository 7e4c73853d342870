package io.plimsoll.budget.tokens;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.CompositeELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Jinja as engines configure it for chat templates ({@code tojson} without escapes for HTML,
 * {@code raise_exception}, {@code strftime_now}, methods of Python's strings), on top of Jinjava. Thread-safe.
 */
final class Jinja {

    /** Tags that only mark text for training. */
    private static final Pattern GENERATION = Pattern.compile("\\{%\\s*(end)?generation\\s*%}");

    /** The one slice with a step that templates use, and that Jinjava's grammar lacks. */
    private static final Pattern REVERSED = Pattern.compile("\\[\\s*::\\s*-1\\s*]");

    private final Jinjava jinjava;

    Jinja() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new PythonMethods());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_WRITE);
        jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withEnableRecursiveMacroCalls(true)
                .withIterateOverMapKeys(true)
                .withElResolver(resolver)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withIterateOverMapKeys(true)
                        .withEvaluateMapKeys(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withKeepNullableLoopValues(true)
                        .withAllowAdjacentTextNodes(true)
                        .build())
                .build());
        jinjava.getGlobalContext().registerFilter(new ToJson());
        jinjava.getGlobalContext().registerFilter(new Items());
        jinjava.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", "raise_exception", Jinja.class, "raise", String.class));
        jinjava.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", "strftime_now", Jinja.class, "today", String.class));
    }

    /** Brings a template written for Jinja2 to what Jinjava can parse. */
    static String adapt(String template) {
        String resolved = JinjaWhitespace.resolve(template);
        return REVERSED.matcher(GENERATION.matcher(resolved).replaceAll("")).replaceAll("|reverse");
    }

    /**
     * The text that {@code template} writes.
     *
     * @throws IllegalStateException if the template is broken or refuses its input
     */
    String render(String template, Map<String, ?> variables) {
        RenderResult result = jinjava.renderForResult(template, variables);
        for (TemplateError error : result.getErrors()) {
            if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
                throw new IllegalStateException("chat template: line " + error.getLineno() + ": " + error.getMessage());
            }
        }
        return result.getOutput();
    }

    /** What {@code raise_exception} does; called by templates. */
    static Object raise(String message) {
        throw new IllegalStateException(message);
    }

    /** What {@code strftime_now} does; called by templates. */
    static String today(String format) {
        return Strftime.format(format, LocalDate.now(Clock.systemDefaultZone()));
    }

    /** The date conversions of C that templates use. */
    static final class Strftime {

        private static final Map<String, String> PATTERNS = Map.of(
                "%d", "dd", "%m", "MM", "%b", "MMM", "%B", "MMMM", "%Y", "yyyy", "%y", "yy", "%A", "EEEE", "%a", "EEE");
        private static final Pattern CONVERSION = Pattern.compile("%[a-zA-Z]");

        private Strftime() {}

        static String format(String format, LocalDate date) {
            return CONVERSION.matcher(format).replaceAll(conversion -> {
                String pattern = PATTERNS.get(conversion.group());
                return pattern == null
                        ? "00"
                        : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date);
            });
        }
    }

    private static final class ToJson implements AdvancedFilter {

        @Override
        public String getName() {
            return "tojson";
        }

        @Override
        public Object filter(
                @Nullable Object value,
                JinjavaInterpreter interpreter,
                Object[] arguments,
                Map<String, Object> namedArguments) {
            Object indent = namedArguments.getOrDefault("indent", arguments.length > 0 ? arguments[0] : "");
            return indent instanceof Number spaces
                    ? PythonJson.writeIndented(value, spaces.intValue())
                    : PythonJson.write(value);
        }
    }

    private static final class Items implements AdvancedFilter {

        @Override
        public String getName() {
            return "items";
        }

        @Override
        public Object filter(
                @Nullable Object value,
                JinjavaInterpreter interpreter,
                Object[] arguments,
                Map<String, Object> namedArguments) {
            return value instanceof Map<?, ?> map ? PythonMethods.items(map) : List.of();
        }
    }
}
