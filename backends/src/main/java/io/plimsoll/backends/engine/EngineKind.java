package io.plimsoll.backends.engine;

/** The kinds of inference server that are told apart. */
public enum EngineKind {
    /** Find out by asking; never the kind of a running {@link InferenceEngine}. */
    AUTO,
    VLLM,
    SGLANG,
    LLAMA_CPP,
    /** Any server that speaks the OpenAI API, of which no more is known. */
    OPENAI
}
