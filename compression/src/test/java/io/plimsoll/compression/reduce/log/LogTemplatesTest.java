package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTemplatesTest {

    @Test
    void writesATemplateBeforeItsFirstLineAndKeepsEachLineAtItsPlace() {
        String log = """
                17/06/09 20:10:40 INFO storage.BlockManager: Found block rdd_2_1 locally
                17/06/09 20:10:41 INFO storage.BlockManager: Found block rdd_2_2 locally
                17/06/09 20:10:42 WARN net.Pool: slow
                17/06/09 20:10:45 INFO storage.BlockManager: Found block rdd_2_17 locally
                17/06/09 20:10:45 INFO storage.BlockManager: Found block rdd_2_18 locally""";

        assertThat(TemplateText.write(log)).contains("""
                [&A = 17/06/09 20:10:<*> INFO storage.BlockManager: Found block rdd_2_<*> locally]
                &A 40 1
                &A 41 2
                17/06/09 20:10:42 WARN net.Pool: slow
                &A 45 17
                &A 45 18""");
    }

    @Test
    void refusesALogThatCouldBeTakenForItsNotation() {
        String line = "17/06/09 20:10:40 INFO storage.BlockManager: Found block %d locally\n";
        String log = line.formatted(1) + line.formatted(2) + line.formatted(3) + line.formatted(4);

        assertThat(TemplateText.write(log)).isPresent();
        assertThat(TemplateText.write(log + "&A 1\n")).isEmpty();
        assertThat(TemplateText.write(log + "seen <*> here\n")).isEmpty();
    }
}
