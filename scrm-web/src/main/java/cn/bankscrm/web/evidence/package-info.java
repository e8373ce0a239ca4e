/** The evidence (存证) as head office's compliance sees it: how far it is, legal holds, data packs for the regulator. */
@NullMarked
package cn.bankscrm.web.evidence;

import org.jspecify.annotations.NullMarked;
