package cn.bankscrm.core.friendlink;

/** Identifies one life of a friend link inside the platform; never shown outside it. */
public record FriendLinkId(long value) {}
