package io.plimsoll.budget.config;

/** The model that turns archived passages into vectors. */
public enum Embedding {
    /** The model inside the jar, English, 384 dimensions. */
    E5_SMALL_V2,
    /** No vectors: lexical search only. */
    NONE
}
