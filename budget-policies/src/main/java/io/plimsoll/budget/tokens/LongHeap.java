package io.plimsoll.budget.tokens;

import java.util.Arrays;

/** A binary heap of longs, smallest first, without boxing. Not thread-safe. */
final class LongHeap {

    private long[] values;
    private int size;

    LongHeap(int initialCapacity) {
        values = new long[Math.max(4, initialCapacity)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        int at = size++;
        while (at > 0 && values[(at - 1) / 2] > value) {
            values[at] = values[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        values[at] = value;
    }

    /** Removes and returns the smallest value; the heap must not be empty. */
    long poll() {
        long smallest = values[0];
        long last = values[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && values[child + 1] < values[child]) {
                child++;
            }
            if (values[child] >= last) {
                break;
            }
            values[at] = values[child];
            at = child;
        }
        values[at] = last;
        return smallest;
    }
}
