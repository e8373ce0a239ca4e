package cn.bankscrm.engagement.touch;

import cn.bankscrm.compliance.interception.Cleared;

/**
 * A link as customers see it, with its title.
 *
 * @param title at most 128 bytes of UTF-8
 */
public record LinkCard(Cleared title, String url) {}
