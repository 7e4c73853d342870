package io.plimsoll.gateway.views;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class FileViewStoreContractTest extends ViewStoreContract {

    @TempDir
    private Path folder;

    @Override
    ViewStore open() {
        return ViewStores.open(
                folder.resolve("views"),
                new ViewStores.Options(1_000, false),
                ViewStoreListener.NONE,
                InstantSource.system());
    }
}
