package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.plimsoll.budget.config.ModelEntry;
import io.plimsoll.budget.config.TokenizerSource;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.TextTokenizers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The token models of all served models: by the tokenizer that the policy file names, else by a common encoding that the
 * engine's own reports correct. Thread-safe, bounded.
 */
public final class TokenModels {

    /** For models of which no tokenizer is known: within a few per cent of most vocabularies of its size. */
    private static final String COMMON_ENCODING = "cl100k_base";

    private static final long MAX_MODELS = 256;
    private static final long MAX_COUNTS = 500_000;

    private final Supplier<LivePolicy> policy;
    private final PromptCounter common;
    private final LoadingCache<String, TokenModel> models;

    public TokenModels(Supplier<LivePolicy> policy) {
        this.policy = policy;
        this.common = PromptCounters.chatMl(TextTokenizers.tiktoken(COMMON_ENCODING));
        this.models = Caffeine.newBuilder().maximumSize(MAX_MODELS).build(this::load);
    }

    /** The counter of a model; slow the first time that the model is asked for. */
    public TokenModel of(String model) {
        return models.get(model);
    }

    /** Loads the tokenizers of all models that the policy file names, so that no request waits for one. */
    public void preload() {
        for (ModelEntry entry : policy.get().file().models()) {
            var _ = models.get(entry.name());
            for (String alias : entry.effectiveAliases()) {
                var _ = models.get(alias);
            }
        }
    }

    private TokenModel load(String model) {
        Optional<ModelEntry> entry = policy.get().file().modelCalled(model);
        PromptCounter prompts = entry.map(this::counter).orElse(common);
        return new TokenModel(model, prompts, MAX_COUNTS);
    }

    private PromptCounter counter(ModelEntry entry) {
        return switch (entry.tokenizer()) {
            case null -> common;
            case TokenizerSource.Encoding encoding -> PromptCounters.load(encoding.name(), Path.of(""));
            case TokenizerSource.TokenizerFile file ->
                PromptCounters.load(file.path().toString(), Path.of(""));
        };
    }
}
