package cn.bankscrm.engagement.content;

/**
 * The library in figures, as far as somebody sees it.
 *
 * @param usable shown to customers today
 * @param waiting submitted, and not decided yet
 * @param endingSoon of the usable ones, those over within {@value ContentFilter#SOON} days
 */
public record ContentCounts(int usable, int waiting, int endingSoon) {}
