package io.plimsoll.backends.engine;

/** Metrics pages as SGLang writes them, cut to what is read. */
final class SglangPages {

    static final String SINCE_0_5_11 = """
            # TYPE sglang:num_running_reqs gauge
            sglang:num_running_reqs{model_name="qwen",tp_rank="0"} 3.0
            sglang:num_running_reqs{model_name="qwen",tp_rank="1"} 3.0
            sglang:num_queue_reqs{model_name="qwen",tp_rank="0"} 2.0
            sglang:num_queue_reqs{model_name="qwen",tp_rank="1"} 2.0
            sglang:token_usage{model_name="qwen",tp_rank="0"} 0.4
            sglang:max_total_num_tokens{model_name="qwen",tp_rank="0"} 65536
            sglang:max_total_num_tokens{model_name="qwen",tp_rank="1"} 65536
            sglang:page_size{model_name="qwen",tp_rank="0"} 64
            sglang:num_pages{model_name="qwen",tp_rank="0"} 1024
            sglang:num_retracted_requests_total{model_name="qwen",tp_rank="0"} 7.0
            sglang:prompt_tokens_total{model_name="qwen"} 1000.0
            sglang:cached_tokens_total{model_name="qwen"} 400.0
            """;

    static final String WITH_PAGES_AS_LABELS = """
            sglang:cache_config_info{model_name="qwen",page_size="16",num_pages="512"} 1.0
            sglang:token_usage{model_name="qwen"} 0.1
            """;

    static final String WITH_UNDERSCORES = """
            sglang_num_running_reqs{model_name="qwen"} 5.0
            sglang_num_queue_reqs{model_name="qwen"} 10.0
            sglang_token_usage{model_name="qwen"} 0.2
            sglang_max_total_num_tokens{model_name="qwen"} 4096.0
            """;

    private SglangPages() {}
}
