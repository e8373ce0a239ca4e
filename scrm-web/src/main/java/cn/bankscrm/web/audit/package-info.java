/** The audit log's pages: for compliance their subtree, for head office's administrators everything. */
@NullMarked
package cn.bankscrm.web.audit;

import org.jspecify.annotations.NullMarked;
