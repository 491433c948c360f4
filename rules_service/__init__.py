"""Rules (规则审核): answers from the regulation; owns no state."""
