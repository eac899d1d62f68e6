package dev.reprise.endtoend.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule for the classes of the product.
 *
 * @param name what it is about, which is also the package below {@code bad} that breaks it
 * @param rule the rule; its reason says how to fix what breaks it
 */
record HouseRule(String name, ArchRule rule) {

    /** Returns the package of the classes that break the rule. */
    String badPackage() {
        return HouseRule.class.getPackageName() + ".bad." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
