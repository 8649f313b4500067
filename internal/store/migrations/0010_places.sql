-- Where postal codes and cities lie, as imported; routing measures from there.

CREATE TABLE places (
    key       TEXT COLLATE "C" PRIMARY KEY, -- DE 10115, the beginning DE 101*, or the city DE:berlin --only postgres
    key       TEXT PRIMARY KEY,                                                                       --only sqlite
    latitude  BIGINT NOT NULL CHECK (latitude BETWEEN -9000000 AND 9000000),     -- hundred-thousandths of a degree
    longitude BIGINT NOT NULL CHECK (longitude BETWEEN -18000000 AND 18000000)
);
