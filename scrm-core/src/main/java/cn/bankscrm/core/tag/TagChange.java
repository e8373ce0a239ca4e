package cn.bankscrm.core.tag;

/** What became of somebody's request to change tags. */
public sealed interface TagChange {

    /** It is done (the bank's own tags), or waits to be carried out in WeCom. */
    record Accepted() implements TagChange {}

    /** There is nothing to change: all is as it is wanted. */
    record NothingToDo() implements TagChange {}

    /** There is no such tag or group (any more), or it may not be changed from here. */
    record Unknown() implements TagChange {}

    /** It cannot be so; the words are a key of the message bundles. */
    record Refused(Refusal refusal) implements TagChange {}

    /** Why a request is refused at once. Pages say it by the key {@code tags.refused.NAME}. */
    enum Refusal {
        /** No name, or one of more than 30 characters. */
        NAME,
        /** There is a tag or group of that name. */
        TAKEN,
        /** A new group needs a tag. */
        NO_TAG,
        /** More tags than WeCom allows. */
        FULL,
        /** The tag or group was renamed since the page was opened. */
        RENAMED,
        /** The rule of a segment asks for the tag: it cannot follow one itself. */
        ASKED_FOR
    }
}
