// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The figures of one run, as a table for people and as JSON for programs.
#pragma once

#include <string>
#include <vector>

namespace bench
{

struct Figure {
    std::string name;
    double value = 0;
    std::string unit;
    // What this project aims at; 0 = none. For rates, more is better.
    double target = 0;
    bool isMoreBetter = false;

    [[nodiscard]] bool isReached() const
    {
        return target == 0 || (isMoreBetter ? value >= target : value <= target);
    }
};

class Report
{
public:
    void add(Figure figure);
    [[nodiscard]] bool areTargetsReached() const;
    void printTable() const;
    void writeJson(const std::string &path) const;

private:
    std::vector<Figure> m_figures;
};

} // namespace bench
