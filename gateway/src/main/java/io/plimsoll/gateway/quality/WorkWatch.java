package io.plimsoll.gateway.quality;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.quality.AnsweredCalls;
import io.plimsoll.compression.quality.CallNews;
import io.plimsoll.compression.quality.LaneWork;
import io.plimsoll.compression.reduce.ToolText;
import io.plimsoll.compression.reduce.files.ToolVocabulary;
import java.time.Duration;
import java.util.List;

/**
 * Watches what the agents do from turn to turn. Work of a lane that was seen from its first turn on, or since the lane was last
 * forgotten; calls made before are unknown and count for nothing. Blocking (it reads the new messages), thread-safe.
 */
public final class WorkWatch {

    private static final int MOST_LANES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Cache<LaneKey, Watched> lanes = Caffeine.newBuilder()
            .maximumSize(MOST_LANES)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();
    private final QualityMeter meter;

    /** A watch that has seen nothing. */
    public WorkWatch(QualityMeter meter) {
        this.meter = meter;
    }

    /** Whether a request holds calls at its end that the agent has just made. */
    public static boolean showsWork(Conversation conversation) {
        return !conversation.messages().isEmpty()
                && !conversation.messages().getLast().facts().results().isEmpty();
    }

    /**
     * Takes in what is new in a lane's history.
     *
     * @param isCut whether the backend had seen the history cut before it made the newest calls
     */
    public void watch(LaneKey lane, PolicyEntry policy, Conversation conversation, boolean isCut) {
        List<CallNews> news = lanes.get(
                        lane, _ -> new Watched(new LaneWork(ToolVocabulary.BUILT_IN.with(policy.effectiveTools()))))
                .take(conversation);
        if (!news.isEmpty()) {
            meter.took(policy, isCut, news);
        }
    }

    /** One lane's work and how far it was read. */
    private static final class Watched {

        /** A longer history at first sight has a past that nobody watched. */
        private static final int FIRST_MESSAGES = 4;

        private LaneWork work;
        private int seen;
        private ChainHash last = new ChainHash(0, 0);

        private Watched(LaneWork work) {
            this.work = work;
        }

        /** A history that was rewritten is taken in whole, but tells nothing new: its calls were counted before. */
        synchronized List<CallNews> take(Conversation conversation) {
            int size = conversation.messages().size();
            boolean extended = seen > 0
                    && seen <= size
                    && conversation.chain().get(seen - 1).equals(last);
            if (seen == size && extended) {
                return List.of();
            }
            List<ToolText> calls = AnsweredCalls.from(conversation, extended ? seen : 0);
            boolean first = seen == 0 && size <= FIRST_MESSAGES;
            if (!extended) {
                work = work.anew();
            }
            List<CallNews> news = calls.stream().map(work::take).toList();
            seen = size;
            last = conversation.chain().get(size - 1);
            return extended || first ? news : List.of();
        }
    }
}
