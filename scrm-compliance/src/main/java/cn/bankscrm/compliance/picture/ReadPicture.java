package cn.bankscrm.compliance.picture;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a picture.
 *
 * @param reason why it cannot be read; empty unless it cannot
 * @param text what is written in it; empty where there is none, or nobody read it
 */
public record ReadPicture(State state, Optional<Trouble> reason, List<PictureCode> codes, Optional<String> text) {

    /** How far it is. The names are stored. */
    public enum State {
        WAITING,
        READ,
        UNREADABLE
    }

    public ReadPicture {
        codes = List.copyOf(codes);
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "ReadPicture[" + state + "]";
    }
}
