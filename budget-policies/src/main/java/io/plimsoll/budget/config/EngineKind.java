package io.plimsoll.budget.config;

/** The server behind a backend's URL. In the file: lower case, {@code -} for {@code _}. */
public enum EngineKind {
    /** Asked of the server itself. */
    AUTO,
    /** vLLM. */
    VLLM,
    /** SGLang. */
    SGLANG,
    /** The server of llama.cpp. */
    LLAMA_CPP,
    /** Any other server that speaks the OpenAI API; it tells nothing about its pool. */
    OPENAI
}
