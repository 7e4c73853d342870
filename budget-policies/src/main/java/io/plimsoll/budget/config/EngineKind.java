package io.plimsoll.budget.config;

/** The server behind a backend's URL. In the file: lower case, {@code -} for {@code _}. */
public enum EngineKind {
    /** Asked of the server itself. */
    AUTO,
    /** vLLM. */
    VLLM,
    /** SGLang. */
    SGLANG,
    /** Text Generation Inference. */
    TGI,
    /** The server of llama.cpp. */
    LLAMA_CPP,
    /** {@code trtllm-serve}. */
    TENSORRT_LLM,
    /** Ollama. */
    OLLAMA,
    /** Anything that speaks the OpenAI API and tells nothing about its pool. */
    OPENAI
}
