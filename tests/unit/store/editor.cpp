// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Runs SQL on a store that nobody uses: store_editor STORE KEY-FILE SQL.
#include "store/Database.h"

#include <QFile>

#include <cstdio>

using namespace spectrum;

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    QFile file(QFile::decodeName(argv[2]));
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    const auto database = store::Database::open(QFile::decodeName(argv[1]), Secret(file.readAll()));
    if (!database) {
        std::fprintf(stderr, "%s\n", qPrintable(database.error().userText));
        return 1;
    }
    if (const auto accepted = (*database)->accept(); !accepted)
        return 1;
    return (*database)->execute(argv[3]) ? 0 : 1;
}
