package cn.bankscrm.engagement.tracking;

import cn.bankscrm.engagement.content.ContentId;

/**
 * A piece of content that was opened.
 *
 * @param people who opened it
 * @param opens how often they did
 * @param passedOn how many of them came by somebody who passed it on
 */
public record ReadContent(ContentId content, String title, long people, long opens, long passedOn) {}
