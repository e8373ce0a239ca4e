package cn.bankscrm.core.scope;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.institution.InstitutionId;

/**
 * An institution as a place in the tree.
 *
 * @param level 1 for head office, counted downwards
 * @param branches whether institutions lie below it
 */
public record InstitutionNode(InstitutionId id, InstitutionCode code, String name, int level, boolean branches) {}
