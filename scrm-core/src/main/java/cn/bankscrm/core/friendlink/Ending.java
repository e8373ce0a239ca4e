package cn.bankscrm.core.friendlink;

import java.time.Instant;

/** A reported end of a friend link: a fact about a pair, not yet about one of its lives. */
record Ending(Instant at, EndedBy by) {}
