// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A library that a module needs and that is not found when the module is loaded.
__attribute__((visibility("default"))) int ofTheMissingLibrary();

int ofTheMissingLibrary()
{
    return 1;
}
