package io.plimsoll.gateway.views;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class SyncedFileViewStoreContractTest extends ViewStoreContract {

    @TempDir
    private Path folder;

    @Override
    ViewStore open() {
        return ViewStores.open(
                folder, new ViewStores.Options(1_000, true), ViewStoreListener.NONE, InstantSource.system());
    }
}
