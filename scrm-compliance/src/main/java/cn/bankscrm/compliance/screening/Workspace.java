package cn.bankscrm.compliance.screening;

/**
 * What one thread needs while it reads a text. Kept for the next text, so that a text without hits makes no garbage.
 */
final class Workspace {

    /** One of a longer text is not kept. */
    private static final int KEPT = 1 << 16;

    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

    private final Occurrences occurrences = new Occurrences();
    private char[] codes = new char[1024];
    private PlainForm form = new PlainForm();
    private boolean formRead;
    private int[] places = new int[0];
    private boolean placed;
    private int length;
    private boolean singles;

    static Workspace take() {
        // virtual threads live shortly: one made for each would be kept for nothing
        Workspace space = Thread.currentThread().isVirtual() ? new Workspace() : OF_THREAD.get();
        space.formRead = false;
        space.placed = false;
        space.occurrences.clear();
        return space;
    }

    void giveBack() {
        if (codes.length > KEPT) {
            codes = new char[1024];
            places = new int[0];
        }
        if (form.capacity() > KEPT) {
            form = new PlainForm();
        }
        occurrences.shrink();
    }

    /** Room for so many codes, and one more. */
    char[] codes(int many) {
        if (codes.length <= many) {
            codes = new char[many + 1];
        }
        return codes;
    }

    char[] codes() {
        return codes;
    }

    void keep(int codesRead, boolean singlesAmongThem) {
        length = codesRead;
        singles = singlesAmongThem;
    }

    int length() {
        return length;
    }

    boolean singles() {
        return singles;
    }

    /** The normal form of the text that is being read, with the places where it comes from. */
    PlainForm form(String text) {
        if (!formRead) {
            form.read(text);
            formRead = true;
        }
        return form;
    }

    /** Room for the place of each character of the normal form, where each is of one character of the text. */
    int[] places(int atLeast) {
        if (places.length < atLeast) {
            places = new int[atLeast];
        }
        placed = true;
        return places;
    }

    /** Whether it is known already where the characters of the normal form come from. */
    boolean isLocated() {
        return placed || formRead;
    }

    /** Where a character of the normal form begins in the text; known once the text {@link #isLocated}. */
    int start(int character) {
        return formRead ? form.start(character) : places[character];
    }

    int end(int character) {
        return formRead ? form.end(character) : places[character] + 1;
    }

    Occurrences occurrences() {
        return occurrences;
    }
}
