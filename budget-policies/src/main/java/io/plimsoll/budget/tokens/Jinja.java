package io.plimsoll.budget.tokens;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import jinjava.javax.el.CompositeELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Jinja as engines configure it for chat templates ({@code tojson} without escapes for HTML,
 * {@code raise_exception}, {@code strftime_now}, methods of Python's strings), on top of Jinjava. Thread-safe.
 */
final class Jinja {

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
        Context context = jinjava.getGlobalContext();
        context.registerFilter(new ToJson());
        context.registerFilter(filter(
                "items", value -> value instanceof Map<?, ?> map ? PythonMethods.items(map) : List.of()));
        context.registerFilter(filter("string", PythonText::of));
        context.registerFilter(filter("trim", value -> PythonMethods.strip(PythonText.of(value))));
        context.registerFunction(function("raise_exception", "raise", String.class));
        context.registerFunction(function("strftime_now", "today", String.class));
        context.registerFunction(function("item_at", "itemAt", Object.class, int.class));
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
                throw new IllegalStateException("chat template: line " + error.getLineno() + ": " + reason(error));
            }
        }
        return result.getOutput();
    }

    /* What a function of ours threw is wrapped several times. */
    private static String reason(TemplateError error) {
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal) {
                return String.valueOf(cause.getMessage());
            }
        }
        return error.getMessage();
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message, null, false, false);
        }
    }

    /** What {@code raise_exception} does; called by templates. */
    static Object raise(String message) {
        throw new Refusal(message);
    }

    /** An item of a list, null beyond its ends; {@link JinjaExpression} writes it for a loop's neighbours. */
    static @Nullable Object itemAt(Object sequence, int index) {
        return sequence instanceof List<?> list && index >= 0 && index < list.size() ? list.get(index) : null;
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

    private static ELFunctionDefinition function(String name, String method, Class<?>... parameters) {
        return new ELFunctionDefinition("", name, Jinja.class, method, parameters);
    }

    private static Filter filter(String name, Function<@Nullable Object, Object> result) {
        return new Filter() {

            @Override
            public String getName() {
                return name;
            }

            @Override
            public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
                return result.apply(value);
            }
        };
    }
}
