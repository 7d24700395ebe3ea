// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace bench
{

void Report::add(Figure figure)
{
    std::fprintf(stderr, "  %s: %.2f %s\n", figure.name.c_str(), figure.value, figure.unit.c_str());
    m_figures.push_back(std::move(figure));
}

bool Report::areTargetsReached() const
{
    return std::all_of(m_figures.begin(), m_figures.end(), [](const Figure &f) { return f.isReached(); });
}

void Report::printTable() const
{
    std::printf("%-46s %12s %-8s %12s\n", "measure", "value", "unit", "target");
    for (const Figure &figure : m_figures) {
        std::printf("%-46s %12.2f %-8s ", figure.name.c_str(), figure.value, figure.unit.c_str());
        if (figure.target != 0)
            std::printf("%s%11.2f %s", figure.isMoreBetter ? ">" : "<", figure.target,
                        figure.isReached() ? "reached" : "MISSED");
        std::printf("\n");
    }
}

void Report::writeJson(const std::string &path) const
{
    std::ofstream out(path);
    out << "{\n";
    for (size_t i = 0; i < m_figures.size(); ++i) {
        const Figure &f = m_figures[i];
        out << "  \"" << f.name << "\": {\"value\": " << f.value << ", \"unit\": \"" << f.unit
            << "\", \"target\": " << f.target << ", \"reached\": " << (f.isReached() ? "true" : "false")
            << "}" << (i + 1 < m_figures.size() ? ",\n" : "\n");
    }
    out << "}\n";
}

} // namespace bench
