package io.plimsoll.backends.sim;

/**
 * A page in the Prometheus text format as vLLM writes it: every sample has {@code engine} and {@code model_name}, every
 * counter and histogram a twin gauge {@code …_created}. Not thread-safe.
 */
final class MetricsPage {

    private final StringBuilder text = new StringBuilder(8192);
    private final String labels;
    private final double startedAt;

    /**
     * An empty page.
     *
     * @param startedAt when the engine started, seconds since 1970
     */
    MetricsPage(String model, double startedAt) {
        labels = "engine=\"0\",model_name=\"" + model.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        this.startedAt = startedAt;
    }

    void describe(String name, String type, String help) {
        text.append("# HELP vllm:").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE vllm:").append(name).append(' ').append(type).append('\n');
    }

    void gauge(String name, String help, double value) {
        describe(name, "gauge", help);
        sample(name, "", value);
    }

    void counter(String name, String help, double value) {
        describe(name + "_total", "counter", help);
        sample(name + "_total", "", value);
        describe(name + "_created", "gauge", help);
        created(name, "");
    }

    /** When {@code name} began to count. */
    void created(String name, String moreLabels) {
        sample(name + "_created", moreLabels, startedAt);
    }

    /**
     * One sample.
     *
     * @param moreLabels labels besides the engine's and the model's, empty for none
     */
    void sample(String name, String moreLabels, double value) {
        text.append("vllm:").append(name).append('{').append(labels);
        if (!moreLabels.isEmpty()) {
            text.append(',').append(moreLabels);
        }
        text.append("} ").append(value).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
