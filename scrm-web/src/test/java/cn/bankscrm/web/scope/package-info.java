/** That nobody sees further than their scope, on any page. */
@NullMarked
package cn.bankscrm.web.scope;

import org.jspecify.annotations.NullMarked;
