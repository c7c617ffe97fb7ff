"""The Excel workbook: the plan as tables that can be filtered, audited and calculated with."""
