/** The public surface: what a spec may import, by the package's own name. */
export { equation } from "./claim/equation.ts";
export type { Equation, EquationOf, NearMiss, Premise } from "./claim/equation.ts";
export { value } from "./claim/value.ts";
export type { Answer, ValueOf } from "./claim/value.ts";
export { deciding, predicate } from "./claim/predicate.ts";
export type { Deciding, Decision, PredicateOf } from "./claim/predicate.ts";
export { estimate } from "./claim/estimate.ts";
export type { EstimateOf } from "./claim/estimate.ts";
export { quoted } from "./claim/quoted.ts";
export { having, many } from "./claim/problem.ts";
export type { Configuration, Problem } from "./claim/problem.ts";
export { amount, where } from "./claim/model.ts";
export type { Model } from "./claim/model.ts";
export type { Claim, Work } from "./claim/claim.ts";
export { dial, pointed } from "./claim/dial.ts";
export type { Dial, Figure, Series, Witness } from "./record/schema.ts";
export { fn } from "./term/signature.ts";
export type { Signature } from "./term/signature.ts";
export type { Term } from "./term/term.ts";
export type { Operations } from "./term/record.ts";

export { scalars } from "./scalars/signature.ts";
export { rationalKernel } from "./algebra/rationalKernel.ts";
export { freeScalarModel } from "./scalars/proof.ts";
export { sampledScalars } from "./scalars/points.ts";

export { matrices, matrixFields, matrixLayers } from "./matrices/signature.ts";
export { freeMatrixModel } from "./matrices/proof.ts";
export { freeLayerModel } from "./matrices/freeLayers.ts";
export { floatLayers } from "./matrices/floatLayers.ts";
export { sampledMatrices } from "./matrices/sampledExact.ts";
export { floatMatrices } from "./matrices/sampledFloat.ts";

export { gridLayers, groupFunctions } from "./sums/signature.ts";
export { freeGroupModel } from "./sums/proof.ts";
export { finiteGroups } from "./sums/finite.ts";
export { solutionDimension } from "./sums/solutions.ts";
export {
  commutantDimension,
  inertia,
  invariantFormDimension,
  isInvariant,
  killingForm,
  satisfiesJacobi,
  structureConstants,
  traceForm,
} from "./algebra/lieAlgebra.ts";
export type { Inertia, StructureConstants } from "./algebra/lieAlgebra.ts";
export { lieAlgebraNamed } from "./algebra/lieAlgebras.ts";
export { basisVector } from "./algebra/algebra.ts";
export { exterior, hodgeStar } from "./algebra/exterior.ts";
export { integers } from "./algebra/integer.ts";
export { rational, rationals, showRational } from "./algebra/rational.ts";
export { groupNamed } from "./groups/named.ts";
export { characterTable, fixedPointMean, orbitCount } from "./groups/actions.ts";
export type { CharacterTable } from "./groups/actions.ts";
export {
  haarTraceMoment,
  squaresOfDimensions,
  traceGramRank,
  traceMonomialRank,
  withoutDecreasing,
} from "./groups/traceMonomials.ts";
export {
  doubleCosetCounts,
  entryClasses,
  fixedPairMeans,
  freePairCounts,
  invariantMapDimensions,
  mapsAndKernels,
  subgroupClassCount,
} from "./groups/invariantMaps.ts";
export type { KernelArgument } from "./groups/invariantMaps.ts";
export {
  binomial,
  gaussianIntegers,
  invariantWeights,
  quaternion,
  quaternionNorm,
  rowRecurrence,
  timesQuaternion,
  wignerByDegree,
  wignerByRow,
  wignerBySum,
} from "./groups/wigner.ts";
export type { GaussianMatrix, IntegerQuaternion, RowRecurrence } from "./groups/wigner.ts";
export { matrixElementProduct } from "./groups/wignerIntegral.ts";
export { matrixElements } from "./groups/schur.ts";
export type { SchurFactor } from "./groups/schur.ts";
export { characterCount, cocycleRule, lineBundleCount } from "./induced/lineBundles.ts";
export type { CocycleRule } from "./induced/lineBundles.ts";
export { classesOf } from "./groups/conjugacy.ts";
export { squaresSubgroup } from "./groups/subgroup.ts";
export { deviceLayers } from "./sums/deviceLayers.ts";
export { layerAt } from "./sums/layer.ts";

export { inducedFunctions } from "./induced/signature.ts";
export { freeInducedModel } from "./induced/proof.ts";
export { finiteInduced } from "./induced/finite.ts";
export { so3Induced } from "./induced/so3.ts";
export { deviceMatrices } from "./matrices/sampledDevice.ts";
export { expandedMatrices } from "./matrices/expanded.ts";
export { givenField, leftSizes, leftValues } from "./matrices/givenFields.ts";
export { bpst, constantPotential, instanton, instantonField } from "./matrices/quaternionFields.ts";
export {
  dagger,
  determinant as complexDeterminant,
  matrix as complexMatrix,
  multiply,
} from "./numeric/complexMatrix.ts";
export type { ComplexMatrix } from "./numeric/complexMatrix.ts";
export { diagonalise } from "./numeric/eigenphases.ts";
export { haarUnitary } from "./numeric/unitary.ts";
export { stream } from "./numeric/random.ts";
export type { Stream } from "./numeric/random.ts";

export { latticeLinks } from "./lattice/signature.ts";
export type { LatticeLinks } from "./lattice/signature.ts";
export { torus } from "./lattice/torus.ts";
export { freeLinkModel } from "./lattice/proof.ts";
export { finiteLinks } from "./lattice/exhausted.ts";
export { haarLinks } from "./lattice/haar.ts";
export {
  bandValues,
  certifiedInteger,
  lowerBandLinks,
  TouchesExceptionalSet,
} from "./lattice/band.ts";
export { signedPreimages } from "./lattice/degree.ts";
export { exhaustedHistogram, leftAtTurns, phaseTerms } from "./lattice/evaluateAt.ts";
export {
  correspondence,
  indexTimesCommutatorFixed,
  indexTimesDimension,
  projectorTrace,
  solutionOnFibres,
  spaceDimension,
} from "./induced/spaces.ts";
export {
  blockCharacter,
  characterVanishes,
  cosetCharacter,
  formulaCharacter,
  homFromFunctions,
  homToRestriction,
  inducedProduct,
  restrictedProduct,
  translationCharacter,
} from "./induced/reciprocity.ts";
export type { Condition, Translation } from "./induced/spaces.ts";
export {
  doubleCosets,
  intertwiningRule,
  kernelDimension,
  kernelValues,
  layerCharacterProduct,
  layerCorrespondence,
  layerHomDimension,
  mackeyTerms,
} from "./induced/kernels.ts";
export type { KernelRule, LayerCorrespondence } from "./induced/kernels.ts";
export { steerableDimension, steerableKernels, steerableRule } from "./induced/steerable.ts";
export type { SteerableCase, SteerableRule } from "./induced/steerable.ts";
export {
  countedByCharacters,
  countedByTriangles,
  countedByWeights,
  countedOnCircle,
} from "./induced/steerableCount.ts";
export {
  couplingDimension,
  dimensionOnCircle,
  dimensionOnSphere,
  infinitesimalRule,
} from "./induced/steerableLie.ts";
export type { InfinitesimalRule } from "./induced/steerableLie.ts";
export { numericDimension, numericOnCircle, numericOnSphere } from "./induced/steerableNumeric.ts";
export { bandNumber, onTorus, torusFaces } from "./lattice/bandNumber.ts";
export { flatLinks, gaugeConstantLinks, rulesOfFlatness } from "./lattice/flatLinks.ts";
export type { FlatRules } from "./lattice/flatLinks.ts";
export { localModels } from "./lattice/localModels.ts";
export { logAgainstDeterminant } from "./lattice/logAgainstDet.ts";

export { equivariance } from "./pictures/equivariance.ts";
export type {
  Equivariance,
  EquivarianceOptions,
  PictureGroup,
  Symmetry,
} from "./pictures/equivariance.ts";
export { toleranceRules } from "./pictures/toleranceRules.ts";
export type { ToleranceRule } from "./pictures/toleranceRules.ts";
export { describeEquivariance } from "./pictures/describe.ts";
export { layersOn } from "./pictures/onDevice.ts";
export {
  composedLayers,
  convolutionLayer,
  pointwiseLayer,
  poolingLayer,
  transposedLayer,
  upsamplingLayer,
} from "./pictures/layers.ts";
export type { ConvolutionOptions, Taps } from "./pictures/layers.ts";
export { picture, showEntry, showPicture } from "./pictures/picture.ts";
export type { Picture, PictureLayer } from "./pictures/picture.ts";
export {
  cornerRule,
  curvatureSquared,
  midpointRule,
  orderBetween,
  wilsonAt,
  wilsonErrorAt,
  wilsonExpansion,
} from "./lattice/shrinkingPlaquette.ts";
export type { PlanePotential, PlaquetteRule } from "./lattice/shrinkingPlaquette.ts";
export { disjoint as disjointIntervals, show as showInterval } from "./reals/interval.ts";
export { valueAt as taylorValueAt } from "./reals/taylorModel.ts";

export { abelianNumbers, fromRational, rootOfUnity } from "./algebra/abelianNumber.ts";
export type { AbelianNumber } from "./algebra/abelianNumber.ts";
export { characteristicPolynomial } from "./algebra/characteristicPolynomial.ts";
export { rationalRank } from "./algebra/rationalKernel.ts";
export type { Rational } from "./algebra/rational.ts";
