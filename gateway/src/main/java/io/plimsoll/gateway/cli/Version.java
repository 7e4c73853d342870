package io.plimsoll.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads the version that the build wrote into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/plimsoll-version.properties")) {
            properties.load(in);
        }
        return new String[] {"plimsoll " + properties.getProperty("version")};
    }
}
