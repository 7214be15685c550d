module huikuan

go 1.26
