# Months are written out, since 02/08/2021 is February to some readers and August to others.
DATE_FORMAT, SHORT_DATE_FORMAT = "j F Y", "j M Y"
DATETIME_FORMAT, SHORT_DATETIME_FORMAT = "j F Y, H:i", "j M Y, H:i"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1
