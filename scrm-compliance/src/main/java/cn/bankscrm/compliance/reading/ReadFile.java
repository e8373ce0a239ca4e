package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ChatMedia;
import java.io.IOException;
import java.io.InputStream;

/** A file of a message that somebody may look at now: it has been written down that they do. */
public record ReadFile(ChatMedia.File file, Contents contents) {

    /** Opens it. */
    @FunctionalInterface
    public interface Contents {

        /**
         * @return the file in the clear, to be closed by the caller
         * @throws IOException when it was lost or changed where it is kept
         */
        InputStream open() throws IOException;
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "ReadFile[" + file.id() + "]";
    }
}
