package cn.bankscrm.simulator.http;

/** The caller of a control path or a page asked for something that makes no sense; he is told what. */
public final class BadRequest extends RuntimeException {
    private final String sentence;

    public BadRequest(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
