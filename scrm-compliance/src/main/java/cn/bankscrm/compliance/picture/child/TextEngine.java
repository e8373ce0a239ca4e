package cn.bankscrm.compliance.picture.child;

import java.nio.file.Path;

/** Reads the text of a picture; so that a test can stand in for the library. */
public interface TextEngine {

    /**
     * @param picture a file in PNG, which goes when this returns
     * @return its lines; empty where it has no text
     */
    String read(Path picture);
}
